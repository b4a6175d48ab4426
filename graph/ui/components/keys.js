// Single keys of a page. They act on what is shown when they are pressed, and never while somebody types.

function typing(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable=true], [role=textbox]") !== null;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const listen = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    if (typing(event.composedPath()[0]) || document.querySelector("[role=dialog]:not([hidden])")) return;
    const key = event.key.toLowerCase();
    if (!data.keys.includes(key)) return;
    // Streamlit itself listens to some of them.
    event.preventDefault();
    event.stopImmediatePropagation();
    setTriggerValue("press", { key, item: data.item });
  };
  parentElement.lianpuKeys?.abort();
  const control = new AbortController();
  parentElement.lianpuKeys = control;
  window.addEventListener("keydown", listen, { capture: true, signal: control.signal });
  return () => control.abort();
}
