/** A place on the map, degrees. */
export interface MapPlace {
  readonly longitude: number;
  readonly latitude: number;
}

/** What the map looks at, and from how near. */
export interface MapViewpoint extends MapPlace {
  readonly zoom: number;
}
