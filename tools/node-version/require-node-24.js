// Preloaded by the npm scripts (`node --import …`). Plain JavaScript on purpose: an older Node must be able to read it,
// because Terrace itself is TypeScript that only Node 24 runs.
const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  process.stderr.write(
    `Terrace 需要 Node 24 或更新版本，现在运行的是 ${process.versions.node}；请先执行 npm ci（会装入固定版本的 Node），仍不行时请自行安装 Node 24。\n` +
      `Terrace needs Node 24 or newer and this is ${process.versions.node}; run npm ci (it brings the pinned Node), or install Node 24 yourself where no packaged Node exists for this platform.\n`,
  );
  process.exit(1);
}

// What Node makes of the sources is kept: it saves 1.3 s of processor time at every start. An older Node has no such function,
// and is not here any more.
const { enableCompileCache } = await import("node:module");
enableCompileCache(new URL("../../build/compile-cache", import.meta.url).pathname);

// The V8 of Node 24.21 ends the process (“Check failed: jit_page_->allocations_.erase(addr) == 1”) where several threads throw away
// compiled WebAssembly at once, as those of the embedded database and of the kernels may. So it is kept: some MB of memory.
const { setFlagsFromString } = await import("node:v8");
setFlagsFromString("--no-wasm-code-gc");
