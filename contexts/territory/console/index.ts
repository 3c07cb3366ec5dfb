export { mapAddressOf } from "./map-address.ts";
export { MapPage } from "./map-page.ts";
