/** So often a value was given. */
interface Counted {
  value: number;
  count: number;
}

/** A quantile between two values has at most two decimals more than they; a computer's sum may have more. */
const KEPT_DECIMALS = 8;

const tidy = (value: number) => Number(value.toFixed(KEPT_DECIMALS));

/** What values come to; null where there are none. */
export function createSpread(given: readonly Counted[]) {
  const values = given.filter(({ count }) => count > 0).sort((a, b) => a.value - b.value);
  const total = values.reduce((sum, { count }) => sum + count, 0);

  /** The value at a place of the sorted list, from 0. */
  function at(place: number): number {
    let left = place;
    const found = values.find(({ count }) => {
      left -= count;
      return left < 0;
    });
    return found!.value;
  }

  return {
    mean: total === 0 ? null : tidy(values.reduce((sum, { value, count }) => sum + value * count, 0) / total),

    /** By linear interpolation between neighbours: R’s type 7, `QUARTILE.INC` of spreadsheets. */
    quantile(part: number): number | null {
      if (total === 0) return null;
      const place = (total - 1) * part;
      const [low, high] = [at(Math.floor(place)), at(Math.ceil(place))];
      return tidy(low + (high - low) * (place % 1));
    },

    /** How many gave a value that fits. */
    count: (fits: (value: number) => boolean) =>
      values.reduce((sum, { value, count }) => (fits(value) ? sum + count : sum), 0),
  };
}
