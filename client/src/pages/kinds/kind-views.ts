import type { PollcastClient, PollState } from '@pollcast/client';
import type { AnswerOf, KindName, KindSettings, Poll, Result, Runoff } from '@pollcast/shared/pure';
import type { FunctionComponent } from 'preact';
import type { DraftOption } from '../parts/draft-options.ts';

/** The poll of a kind, and one's own answer. */
export interface OutcomeProps<K extends KindName = KindName> {
  state: PollState & { poll: Extract<Poll, { kind: K }> };
  answer: AnswerOf<K> | null;
}

/** What a kind's form gets besides: the answer to show, and where a new one goes. */
export interface AnswerFormProps<K extends KindName = KindName> extends OutcomeProps<K> {
  /** Nothing can be changed any more; the inputs stay, so that focus does. */
  isSettled: boolean;
  onAnswer: (answer: AnswerOf<K>) => void;
}

/** What the view of a closed poll gets besides: whom to ask for what no push tells. */
export interface ClosedProps<K extends KindName = KindName> extends OutcomeProps<K> {
  client: PollcastClient;
}

/** How voters answer, and what they see in the form's place when voting is over. */
export interface AnswerViews<K extends KindName> {
  Form: FunctionComponent<AnswerFormProps<K>>;
  Closed: FunctionComponent<ClosedProps<K>>;
  /** How far a begun answer is and what it lacks, where a kind can tell: `2 of 3 chosen`, `Choose 1 more`. */
  progressOf?: (poll: Extract<Poll, { kind: K }>, answer: AnswerOf<K> | null) => Progress;
}

export interface Progress {
  /** Empty: nothing to say. */
  text: string;
  /** What the button asks for before it sends; null when the answer can be sent. */
  missing: string | null;
  /** Nothing of an answer is left: taking back is what can be done. */
  isEmpty: boolean;
}

export interface SettingsProps<K extends KindName> {
  settings: KindSettings<K>;
  /** The options that have words. */
  options: readonly DraftOption[];
  /** Voting has started: only what the kind lets be mended. */
  isRunning: boolean;
  onChange: (settings: KindSettings<K>) => void;
}

/** What moderators set of a kind alone. */
export interface EditorViews<K extends KindName> {
  Settings: FunctionComponent<SettingsProps<K>>;
}

export interface ResultProps<K extends KindName = KindName> {
  /** Whom to ask for what no push tells; null on a page that follows nothing. */
  client: PollcastClient | null;
  /** A ranking's run-off, where the page has it already. */
  runoff?: Runoff | undefined;
  state: PollState & { poll: Extract<Poll, { kind: K }>; result: Result };
  /** The greatest first, where the kind has an order to change. */
  isSorted: boolean;
  /** Its colours tell the lines of a plot apart. */
  isLegend?: boolean | undefined;
  /** At the desk: changes settings that are only for show, made from those that the poll has by then. */
  onSettings?: ((mend: (settings: KindSettings<K>) => Partial<KindSettings<K>>) => void) | undefined;
}

/** A kind's own picture of its result, where bars of its rows do not tell it. */
export interface ResultViews<K extends KindName> {
  /** As large as the wall allows, for the last row of the hall. */
  Stage: FunctionComponent<ResultProps<K>>;
  /** On a desk or a phone. */
  Chart: FunctionComponent<ResultProps<K>>;
}

/** A kind's side of the pages, each part loaded where it is needed. */
export interface KindViews<K extends KindName> {
  answer: () => Promise<AnswerViews<K>>;
  editor: () => Promise<EditorViews<K>>;
  /** The rows of its result have their order by themselves: nobody sorts them. */
  hasOwnOrder?: true;
  /** Its chart has no colours: whose the lines of a plot beside it are has to be told. */
  needsKey?: boolean;
  /** Without it the result is bars. */
  result?: () => Promise<ResultViews<K>>;
}
