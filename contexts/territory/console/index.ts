export { MapPage } from "./map.page.tsx";
export { mapAddressOf } from "./map-address.ts";
