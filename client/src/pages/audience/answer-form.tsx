import type { PollState } from '@pollcast/client';
import type { Answer, AnswerOf, KindName, Poll } from '@pollcast/shared/pure';
import type { FunctionComponent } from 'preact';
import { ChoiceForm, ChoiceOutcome } from './choice-form.tsx';
import { RatingForm, RatingOutcome } from './rating-form.tsx';
import './answer-form.css';

/** What a kind's closed poll gets: the poll of its kind, and one's own answer. */
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

interface Views<K extends KindName> {
  Form: FunctionComponent<AnswerFormProps<K>>;
  Closed: FunctionComponent<OutcomeProps<K>>;
}

const views: { [K in KindName]: Views<K> } = {
  choice: { Form: ChoiceForm, Closed: ChoiceOutcome },
  rating: { Form: RatingForm, Closed: RatingOutcome },
};

interface AnyOutcomeProps {
  state: PollState;
  answer: Answer | null;
}

interface AnyFormProps extends AnyOutcomeProps {
  isSettled: boolean;
  onAnswer: (answer: Answer) => void;
}

/** The poll's kind is the proof that views, poll and answer belong together. */
function viewsOf({ kind }: Poll) {
  return views[kind] as unknown as {
    Form: FunctionComponent<AnyFormProps>;
    Closed: FunctionComponent<AnyOutcomeProps>;
  };
}

/** The form of the poll's kind. */
export function AnswerForm(props: AnyFormProps) {
  const { Form } = viewsOf(props.state.poll);
  return <Form {...props} />;
}

/** What the poll has come to, in the form's place. */
export function Outcome(props: AnyOutcomeProps) {
  const { Closed } = viewsOf(props.state.poll);
  return <Closed {...props} />;
}
