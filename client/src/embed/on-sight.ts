/** Calls back when an element comes into the viewport, widened by the margin, and when it leaves. Returns its unsubscribe. */
export function onSight(
  element: Element,
  rootMargin: string,
  call: (isInSight: boolean) => void,
): () => void {
  const observer = new IntersectionObserver(
    (entries) => {
      call(entries.at(-1)!.isIntersecting);
    },
    { rootMargin },
  );
  observer.observe(element);
  return () => observer.disconnect();
}
