// Runs in `/embed/:id` and tells the page around it how high the poll is, so that the frame can be made as high.

const TYPE = 'pollcast:height';

let toldHeight = 0;
const observer = new ResizeObserver(() => {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (height === toldHeight) return;
  toldHeight = height;
  // To whoever has it: a height is no secret.
  window.parent.postMessage({ type: TYPE, height }, '*');
});
observer.observe(document.body);
