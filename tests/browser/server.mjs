// A small static web server for the browser tests: serves a folder under any path, with correct types, and can add
// headers or break chosen files, to see what the page makes of it.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".md": "text/markdown; charset=utf-8",
  ".c": "text/plain; charset=utf-8",
};

/**
 * Serves `folder` under `prefix` on a free port of 127.0.0.1.
 * `replace(path)` may return `{ status, body, type }` to answer otherwise than from disk.
 * Resolves to `{ url, close }`.
 */
export async function serve(folder, { prefix = "/", headers = {}, replace = () => undefined, port = 0 } = {}) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const answer = replace(path) ?? (await fromDisk(folder, prefix, path));
    response.writeHead(answer.status, { "content-type": answer.type, "x-content-type-options": "nosniff", ...headers });
    response.end(answer.body);
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  // A test that failed before it closed its server must not keep the process alive.
  server.unref();
  const url = `http://127.0.0.1:${server.address().port}${prefix}`;
  const close = () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
  return { url, close };
}

async function fromDisk(folder, prefix, path) {
  const missing = { status: 404, type: "text/plain; charset=utf-8", body: "not found" };
  if (!path.startsWith(prefix)) return missing;
  const inside = normalize(path.slice(prefix.length) || "index.html");
  if (inside.startsWith("..")) return missing;
  try {
    const body = await readFile(join(folder, inside));
    return { status: 200, type: TYPES[extname(inside)] ?? "application/octet-stream", body };
  } catch {
    return missing;
  }
}
