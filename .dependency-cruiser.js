// The arrows of the house: apps → contexts → { platform, engine } → { glossary, errors }, and doors only. Each rule says
// what to do instead. tools/run-checks/layers.test.ts shows each one catching a violation.
const TEST = "\\.test\\.tsx?$";
const SINGLE_ROOMS = "glossary|errors|reference-data";
const FEATURE_ROOMS = "engine|platform|regions|fixtures";
const FIXTURE = "^(fixtures|apps/browser-fixtures)/|\\.fixture\\.ts$";
const BROWSER_CODE =
  "^(apps/console|contexts/[^/]+/(console|first-picture)|platform/(map-view|interface-kit|[^/]+/browser|[^/]+/console))/";

export default {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      comment: "Two files that import each other are one idea or need a third: move what both need downward.",
      from: {},
      to: { circular: true },
    },
    {
      name: "resolves",
      severity: "error",
      comment: "The imported file or package does not exist, or is not in package.json.",
      from: {},
      // "geojson" is types only (@types/geojson): there is no file to resolve.
      to: { couldNotResolve: true, pathNot: "^geojson$" },
    },
    {
      name: "bottom-rooms-import-nothing",
      severity: "error",
      comment: "glossary/ and errors/ are the floor of the house: everything stands on them.",
      from: { path: "^(glossary|errors)/", pathNot: TEST },
      to: { path: "^(engine|platform|contexts|apps|regions|reference-data|tools|bench)/" },
    },
    {
      name: "engine-is-below",
      severity: "error",
      comment: "engine/ computes and knows nobody above it: take the value, or a narrow function, as a parameter.",
      from: { path: "^engine/", pathNot: TEST },
      to: { path: "^(platform|contexts|apps|regions|reference-data|tools|bench)/" },
    },
    {
      name: "engine-tests-stay-below-contexts",
      severity: "error",
      comment: "A test of the engine may load files and kernels through platform/, not the domain or the apps.",
      from: { path: `^engine/.*${TEST}` },
      to: { path: "^(contexts|apps|bench)/" },
    },
    {
      name: "platform-knows-no-soil",
      severity: "error",
      comment: "platform/ is technical: a context passes in what is of the domain.",
      from: { path: "^platform/", pathNot: TEST },
      to: { path: "^(contexts|apps|regions|reference-data|tools|bench)/" },
    },
    {
      name: "reference-data-is-plain-data",
      severity: "error",
      comment: "reference-data/ holds rows: it may name terms, errors and quantities, nothing that computes or reads.",
      from: { path: "^reference-data/", pathNot: TEST },
      to: { path: "^(engine|platform|contexts|apps|regions|tools|bench)/", pathNot: "^engine/quantities/" },
    },
    {
      name: "regions-use-model-doors",
      severity: "error",
      comment: "A region is data for the contexts: of a context it sees the model door only.",
      from: { path: "^regions/", pathNot: TEST },
      to: { path: "^(apps|tools|bench|contexts/[^/]+/(?!model/))" },
    },
    {
      name: "contexts-know-no-region",
      severity: "error",
      comment: "What belongs to one city reaches a context as data, wired in apps/.",
      from: { path: "^contexts/", pathNot: TEST },
      to: { path: "^(apps|regions|tools|bench)/" },
    },
    {
      name: "another-context-by-its-model",
      severity: "error",
      comment: "A context imports another context through its model door only (#contexts/NAME/model).",
      from: { path: "^contexts/([^/]+)/" },
      to: { path: "^contexts/", pathNot: ["^contexts/$1/", "^contexts/[^/]+/model/index\\.ts$"] },
    },
    {
      name: "model-is-pure",
      severity: "error",
      comment: "A model holds types, schemas, states and rules: server and screens import it, never the other way.",
      from: { path: "^contexts/([^/]+)/model/" },
      to: { path: "^(contexts/$1/(server|console|field)|platform)/" },
    },
    {
      name: "screens-import-no-server",
      severity: "error",
      comment: "A screen talks to the server by HTTP: share the contract in the model.",
      from: { path: BROWSER_CODE, pathNot: TEST },
      to: { path: "^(contexts/[^/]+/server|apps/server|apps/cli)/" },
    },
    {
      name: "apps-are-roots",
      severity: "error",
      comment: "An app is a composition root: nothing below it imports it.",
      from: { pathNot: ["^(apps|tools|bench)/", TEST] },
      to: { path: "^apps/" },
    },
    {
      name: "through-the-door",
      severity: "error",
      comment: "Import another folder through its index.ts (#engine/rasters, #platform/files …), not a file inside it.",
      from: { path: "^([^/]+)/([^/]+)/" },
      to: {
        path: `^(${FEATURE_ROOMS})/[^/]+/`,
        // A part for the browser has a door of its own.
        pathNot: ["^$1/$2/", `^(${FEATURE_ROOMS})/[^/]+/((browser|console)/)?index\\.ts$`],
      },
    },
    {
      name: "through-the-door-of-a-room",
      severity: "error",
      comment: "Import the room through its index.ts (#glossary, #errors, #reference-data).",
      from: { path: "^([^/]+)/" },
      to: { path: `^(${SINGLE_ROOMS})/`, pathNot: ["^$1/", `^(${SINGLE_ROOMS})/index\\.ts$`] },
    },
    {
      name: "through-the-door-of-a-context",
      severity: "error",
      comment: "Import another part of a context through its index.ts (#contexts/NAME/model).",
      from: { path: "^([^/]+)/([^/]+)/([^/]+)" },
      to: { path: "^contexts/", pathNot: ["^$1/$2/$3/", "^contexts/[^/]+/[^/]+/index\\.ts$"] },
    },
    {
      name: "no-development-package-at-run-time",
      severity: "error",
      comment: "The server installs without devDependencies: move the package to dependencies, or the code to tools/.",
      from: { pathNot: [TEST, FIXTURE, "^(tools|bench)/", "^[^/]+$", BROWSER_CODE] },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["^(build|data|coverage)/", "^engine/kernels/assembly/"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.node.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json"],
    },
  },
};
