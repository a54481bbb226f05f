import { PollCast } from './poll-cast.ts';

// Two scripts on one page, or one by two addresses: the first defines it for both.
if (customElements.get('poll-cast') === undefined) customElements.define('poll-cast', PollCast);
