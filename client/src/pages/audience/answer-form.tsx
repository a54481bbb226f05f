import type { PollState } from '@pollcast/client';
import type { Answer, AnswerOf, KindName, Poll } from '@pollcast/shared/pure';
import type { FunctionComponent } from 'preact';
import { ChoiceForm } from './choice-form.tsx';
import { RatingForm } from './rating-form.tsx';
import './answer-form.css';

/** What a kind's form gets: the poll of its kind, the answer to show, and where a new one goes. */
export interface AnswerFormProps<K extends KindName = KindName> {
  poll: Extract<Poll, { kind: K }>;
  result: PollState['result'];
  answer: AnswerOf<K> | null;
  /** Nothing can be changed any more; the inputs stay, so that focus does. */
  isSettled: boolean;
  onAnswer: (answer: AnswerOf<K>) => void;
}

const forms: { [K in KindName]: FunctionComponent<AnswerFormProps<K>> } = {
  choice: ChoiceForm,
  rating: RatingForm,
};

interface AnyAnswerFormProps {
  state: PollState;
  answer: Answer | null;
  isSettled: boolean;
  onAnswer: (answer: Answer) => void;
}

/** The form of the poll's kind. */
export function AnswerForm({ state: { poll, result }, ...rest }: AnyAnswerFormProps) {
  // The poll's kind is the proof that form, poll and answer belong together.
  const Form = forms[poll.kind] as unknown as FunctionComponent<
    Pick<AnswerFormProps, 'result'> & { poll: Poll } & Omit<AnyAnswerFormProps, 'state'>
  >;
  return <Form poll={poll} result={result} {...rest} />;
}
