export { type SampleProject, sampleProject } from "./sample-project.ts";
