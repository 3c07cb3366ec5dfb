import { type ComponentType, type LazyExoticComponent, lazy } from "react";

type RoutedPage = LazyExoticComponent<ComponentType<{ readonly parameters: Readonly<Record<string, string>> }>>;

// Behind the door, so that the door itself stays light: each is loaded when it is first opened.
export const RecordSetsPage: RoutedPage = lazy(() => import("./record-list/record-sets.page.tsx"));
export const RecordListPage: RoutedPage = lazy(() => import("./record-list/record-list.page.tsx"));
export const RecordPage: RoutedPage = lazy(() => import("./record-page/record.page.tsx"));
