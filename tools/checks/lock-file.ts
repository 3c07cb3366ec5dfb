import type { Violation } from "./violation.ts";

const PATH = "package-lock.json";

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * The lock file installs the same bytes on every platform from any registry: no `resolved` addresses, an `integrity` for
 * each package, the packages of every platform (npm drops those of other platforms when it starts from an existing
 * `node_modules`, and the next machine then installs without its binaries), and exactly the versions of the manifest.
 */
export function checkLockFile(lockText: string, manifestText: string): Violation[] {
  const lock: { packages: Record<string, LockedPackage> } = JSON.parse(lockText);
  const manifest: Manifest = JSON.parse(manifestText);
  const packages = Object.entries(lock.packages).filter(([place]) => place !== "");
  return [
    ...packages
      .filter(([, entry]) => entry.resolved !== undefined && !entry.link)
      .map(([place]) => ({
        path: PATH,
        what: `${place} carries the address that it was fetched from`,
        remedy: 'keep "omit-lockfile-registry-resolved=true" in .npmrc and run npm install again',
      })),
    ...packages
      .filter(([, entry]) => entry.integrity === undefined && !entry.link)
      .map(([place]) => ({
        path: PATH,
        what: `${place} has no integrity hash`,
        remedy: "delete its entry and run npm install again",
      })),
    ...packages.flatMap(([place, entry]) =>
      Object.keys(entry.optionalDependencies ?? {})
        .filter((name) => !isLocked(lock.packages, place, name))
        .map((name) => ({
          path: PATH,
          what: `${name}, an optional dependency of ${place}, is missing: other platforms would install without it`,
          remedy:
            "delete package-lock.json and node_modules and run npm install; if the registry lacks it, pin an older version",
        })),
    ),
    ...Object.entries({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies })
      .filter(([name, wanted]) => lock.packages[`node_modules/${name}`]?.version !== wanted)
      .map(([name, wanted]) => ({
        path: PATH,
        what: `${name} is locked as ${lock.packages[`node_modules/${name}`]?.version ?? "nothing"}, the manifest says ${wanted}`,
        remedy: `pin an exact version in package.json (npm install --save-exact ${name}) and commit both files`,
      })),
  ];
}

/** Node's own resolution: beside the package, then in each `node_modules` above it. */
function isLocked(packages: Record<string, LockedPackage>, place: string, name: string): boolean {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    const candidate = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (candidate in packages) return true;
    if (folder === "") return false;
  }
}
