export { changeFeedProblemStatuses, changeFeedRoutes } from "./change-feed-routes.ts";
export { changeFeedMigrations } from "./migrations.ts";
