// npm run wire-lock: accepts the contract as it is now. Changes are additive and have a row in docs/PROTOCOL.md's history.
import { writeFileSync } from 'node:fs';
import { printWireSchema } from '../test/support/wire-schema.ts';

writeFileSync(new URL('../shared/wire.lock.json', import.meta.url), printWireSchema());
