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

try {
  const { default: start } = await import(address("js"));
  await start({ module_or_path: address("wasm") });
  document.getElementById("boot-message")?.remove();
} catch (error) {
  explain(error);
}
