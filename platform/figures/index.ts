export {
  evaluateFigure,
  evaluateFigureByDivision,
  evaluateFigureByGroup,
  evaluateFigureByYear,
} from "./evaluate-figure.query.ts";
export type {
  DivisionValue,
  Figure,
  FigurePeriod,
  FigureValue,
  GroupValue,
  Lineage,
  RecordFigure,
  ResultFigure,
  YearValue,
} from "./figure.ts";
export { type FootedTable, footedTable } from "./footed-table.ts";
export { figureMigrations } from "./migrations.ts";
export { figureProblemStatuses, figureRoutes } from "./routes.ts";
