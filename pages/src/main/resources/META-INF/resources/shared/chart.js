/* global uPlot */
/** Charts in the page's own colours, redrawn when its width or its colour scheme changes. */

export function colour(name) {
  const probe = document.createElement('i');
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

function axis(options) {
  return {
    stroke: colour('muted'),
    grid: { stroke: colour('line'), width: 1 },
    ticks: { show: false },
    font: `11px ${getComputedStyle(document.body).fontFamily}`,
    ...options,
  };
}

/**
 * @param {HTMLElement} place that the chart fills
 * @param {() => object} describe answers `{ height, scales, series, axes, hooks }` of uPlot in today's colours
 * @param {Array} data as uPlot takes it
 * @returns {{ update(data: Array): void, close(): void }}
 */
export function chart(place, describe, data) {
  let drawn;
  let latest = data;
  const draw = () => {
    drawn?.destroy();
    const { axes, ...rest } = describe();
    drawn = new uPlot(
      {
        width: Math.max(240, place.clientWidth),
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false } },
        ...rest,
        // Room for one line of figures under the chart, not uPlot's default of two.
        axes: axes.map((options, i) => axis(i === 0 ? { size: 28, ...options } : options)),
      },
      latest,
      place,
    );
  };
  draw();
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', draw);
  const resized = new ResizeObserver(() => {
    const width = Math.max(240, place.clientWidth);
    if (width !== drawn.width) {
      drawn.setSize({ width, height: drawn.height });
    }
  });
  resized.observe(place);
  return {
    update(next) {
      latest = next;
      drawn.setData(next);
    },
    close() {
      resized.disconnect();
      scheme.removeEventListener('change', draw);
      drawn.destroy();
    },
  };
}
