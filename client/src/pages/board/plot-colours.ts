/** Colours of the page as a canvas understands them, by custom property. */
export interface PlotColours {
  of(property: string): string;
  /** The theme has changed. */
  forget(): void;
}

/** Reads them where `element` stands. */
export function createPlotColours(element: HTMLElement): PlotColours {
  const probe = document.createElement('span');
  probe.hidden = true;
  element.append(probe);
  const known = new Map<string, string>();

  function read(property: string): string {
    probe.style.color = `var(${property})`;
    return getComputedStyle(probe).color;
  }

  return {
    of(property) {
      const colour = known.get(property) ?? read(property);
      known.set(property, colour);
      return colour;
    },
    forget: () => known.clear(),
  };
}
