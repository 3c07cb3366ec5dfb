import tseslint from "typescript-eslint";

// Biome formats and lints. ESLint is here only for what needs the compiler's types: a promise that nobody awaits, a promise
// where a plain value is meant, a switch that forgets a case, and a thrown value that is no error.
export default tseslint.config({
  files: ["**/*.ts", "**/*.tsx"],
  ignores: ["engine/kernels/assembly/**", "**/*.gen.ts", "build/**", "data/**"],
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: {
      project: [
        "./tsconfig.node.json",
        "./tsconfig.dom.json",
        "./tsconfig.worker.json",
        "./tsconfig.console-tests.json",
      ],
      tsconfigRootDir: import.meta.dirname,
    },
  },
  linterOptions: { reportUnusedDisableDirectives: "error" },
  plugins: { "@typescript-eslint": tseslint.plugin },
  rules: {
    "@typescript-eslint/no-floating-promises": "error",
    "@typescript-eslint/no-misused-promises": "error",
    "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    "@typescript-eslint/only-throw-error": "error",
  },
});
