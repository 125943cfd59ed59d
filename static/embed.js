// <process-lab lesson="fork" step="3" theme="dark" height="560">: a lesson in an iframe, for any page.
// Several per page, loaded when they come near the screen, as high as their content. Children of the element stay as
// the fallback until the frame is there. Events: plab:ready, plab:step, plab:answer, plab:complete, plab:error.
// Methods: play(), pause(), goTo(step). The protocol is in docs/embedding.md.
(() => {
  "use strict";
  if (customElements.get("process-lab")) return;

  const VERSION = 1;
  const HEIGHT_MAX = 5000;
  const PASSED_ON = ["theme", "panels", "autoplay", "lang", "readonly"];
  const BASE = new URL("./", document.currentScript.src);

  class ProcessLab extends HTMLElement {
    static observedAttributes = ["lesson", "step", "panel", "play", ...PASSED_ON];

    connectedCallback() {
      this.listener = (event) => this.receive(event);
      window.addEventListener("message", this.listener);
      this.build();
    }

    disconnectedCallback() {
      window.removeEventListener("message", this.listener);
    }

    attributeChangedCallback(name, before, after) {
      if (!this.frame || before === after) return;
      if (name === "step") this.goTo(Number(after));
      else this.build();
    }

    /** Where the frame points: #/embed/lesson/ID[/STEP] or #/embed/play, with parameters. */
    address() {
      const lesson = this.getAttribute("lesson");
      const step = this.getAttribute("step");
      const path = lesson
        ? `lesson/${encodeURIComponent(lesson)}${step ? `/${encodeURIComponent(step)}` : ""}`
        : "play";
      const parameters = new URLSearchParams();
      for (const name of PASSED_ON) if (this.hasAttribute(name)) parameters.set(name, this.getAttribute(name) || "1");
      parameters.set("origin", window.location.origin);
      const url = new URL(BASE);
      url.hash = `/embed/${path}?${parameters}`;
      return url;
    }

    build() {
      const url = this.address();
      const frame = document.createElement("iframe");
      frame.title = this.getAttribute("title") || `Process Lab: ${this.getAttribute("lesson") || "playground"}`;
      frame.loading = "lazy";
      frame.allow = "fullscreen; clipboard-write";
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      frame.width = "100%";
      frame.height = this.getAttribute("height") || "560";
      frame.style.border = "0";
      // On our own origin both flags together would be no sandbox at all; elsewhere they keep the frame from its host.
      if (url.origin !== window.location.origin) {
        frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-downloads");
      }
      frame.src = url.href;
      this.origin = url.origin;
      this.frame = frame;
      this.replaceChildren(frame);
    }

    /** Only our own frame, only from the origin it was loaded from, only messages of our protocol. */
    receive(event) {
      if (!this.frame || event.source !== this.frame.contentWindow || event.origin !== this.origin) return;
      const message = event.data;
      if (typeof message !== "object" || message === null || message.src !== "process-lab" || message.v !== VERSION) return;
      if (message.type === "resize" && Number.isFinite(message.height)) {
        if (!this.hasAttribute("height")) this.frame.height = String(Math.min(HEIGHT_MAX, Math.max(120, Math.ceil(message.height))));
      } else if (["ready", "step", "answer", "complete", "error"].includes(message.type)) {
        this.dispatchEvent(new CustomEvent(`plab:${message.type}`, { bubbles: true, detail: message }));
      }
    }

    send(type, more = {}) {
      if (this.frame && this.frame.contentWindow) {
        this.frame.contentWindow.postMessage({ src: "process-lab", v: VERSION, type, ...more }, this.origin);
      }
    }

    /** Plays from the present step. */
    play() { this.send("play"); }
    /** Stops where it is. */
    pause() { this.send("pause"); }
    /** Shows a step, counted from 1. */
    goTo(step) { if (Number.isInteger(step) && step > 0) this.send("goto", { step }); }
  }

  customElements.define("process-lab", ProcessLab);
})();
