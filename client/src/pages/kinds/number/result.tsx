import type { ResultProps } from '../kind-views.ts';
import { Histogram } from './histogram.tsx';

export function Stage(props: ResultProps<'number'>) {
  return <Histogram {...props} size="stage" />;
}

export function Chart(props: ResultProps<'number'>) {
  return <Histogram {...props} size="chart" />;
}
