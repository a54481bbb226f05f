// The order in which jest starts the test files: where the long ones are first, so that none is left for the end alone.
import { relative, sep } from 'node:path';
import Sequencer from '@jest/test-sequencer';
import { root } from './run.mjs';

const FOLDERS = ['fuzz', 'fault', 'model', 'browser', 'contract', 'integration', 'unit'];

export default class LongFirst extends Sequencer {
  /** By folder; within one in jest's own order: what failed last time, what took long, what is large. */
  sort(tests) {
    return super.sort(tests).sort((one, other) => rankOf(one) - rankOf(other));
  }
}

function rankOf({ path }) {
  const [, folder] = relative(root, path).split(sep);
  return FOLDERS.indexOf(folder);
}
