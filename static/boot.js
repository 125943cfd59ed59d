// Starts the page: loads the wasm module named by this script's own data attributes.
// A file and not an inline script, because the content security policy allows no inline code.
// If it cannot start, the reader is told what happened and what helps, never left with an empty page.

const script = document.getElementById("boot");
const address = (name) => new URL(script.dataset[name], document.baseURI);

function explain(error) {
  console.error(error);
  const status = document.getElementById("boot-status");
  if (!status) return;
  status.setAttribute("role", "alert");
  status.textContent =
    typeof WebAssembly === "object"
      ? `The page could not start: ${error?.message ?? error}. Reload it; if that does not help, the files on this web host may be incomplete.`
      : "The page could not start: this browser has no WebAssembly. Any current Firefox, Chrome, Edge or Safari has it.";
}

// The C compiler is as large as the rest together, so it is fetched when it is first asked for, once.
// Its address carries the page's own hash: a new page never meets an old compiler from a cache.
let compiler;
async function loadCompiler() {
  const version = script.dataset.js.replace(/\W+/g, "");
  const at = (name) => new URL(`${name}?${version}`, document.baseURI);
  const { default: start, compile } = await import(at("compiler.js"));
  await start({ module_or_path: at("compiler_bg.wasm") });
  return compile;
}

/** Compiles one C text: resolves to { elf, image, diagnostics } as src/bin/compiler.rs describes them. */
globalThis.processLabCompile = async (name, text) => {
  compiler ??= loadCompiler();
  try {
    return (await compiler)(name, text);
  } catch (error) {
    compiler = undefined; // The next attempt loads it anew.
    throw error;
  }
};

try {
  const { default: start } = await import(address("js"));
  await start({ module_or_path: address("wasm") });
  document.getElementById("boot-message")?.remove();
} catch (error) {
  explain(error);
}
