export { type CogFile, createCogFile } from "./cog-on-disk.ts";
export { type FileSink, openFileSink } from "./file-sink.ts";
export { type FileSource, openFileSource } from "./file-source.ts";
export { type OpenRaster, openRaster } from "./raster-on-disk.ts";
export { type FileDigest, sha256OfFile } from "./sha256.ts";
export { compressWithZlib, inflateWithZlib } from "./zlib-codec.ts";
