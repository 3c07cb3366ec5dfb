/** The page that an address opens: of a server where nobody signs in, the surveys are the first one. */
export function openedPath(path: string, isViewer: boolean): string {
  return isViewer && path === "/" ? "/surveys" : path;
}
