# Process Lab. Two commands are all a newcomer needs:
#   make serve   the page on http://127.0.0.1:8080
#   make test    every check; the last line says `N passed, N failed`
# Both install what is missing first (tools/setup.sh) and say so. Versions: tools/versions.

PORT ?= 8080
ADDRESS = http://127.0.0.1:$(PORT)
# Debian's make 4.3 and macOS's 3.81 both run this.
.PHONY: serve dev build test fix bench shots setup clean help

serve: setup ## Build the page and serve it
	@echo "==> Building the page; then it is served on $(ADDRESS) until you press Ctrl-C."
	@tools/page.sh trunk serve --release --no-autoreload --address 127.0.0.1 --port $(PORT)

dev: setup ## The same, quicker to rebuild and slower to run
	@tools/page.sh trunk serve --cargo-profile dev --no-autoreload --address 127.0.0.1 --port $(PORT)

build: setup ## The page as static files in dist/
	@tools/page.sh trunk build --release
	@echo "==> dist/ can be put on any web host, under any path."

test: ## Every check
	@tools/setup.sh test
	@node tools/check.mjs

fix: ## Format, and let clippy mend what it can
	cargo fmt
	cargo clippy --fix --allow-dirty --all-targets

bench: ## The engine's speed, natively
	cargo bench

shots: build ## Screenshots of the page, in /tmp/process-lab-shots
	@node tests/browser/shots.mjs

setup:
	@tools/setup.sh page

clean: ## Remove what was built, keep the tools
	rm -rf dist target target-wasm target-wasm-debian

help: ## This list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile
