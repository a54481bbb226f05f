import type { PollState } from '@pollcast/client';
import type { Answer } from '@pollcast/shared/pure';
import type { AnswerFormProps as FormProps } from './kind-views.ts';
import { useViews } from './use-views.ts';

/** The poll's kind is the proof that views, poll and answer belong together. */
type AnyProps = FormProps;

interface OutcomeProps {
  state: PollState;
  answer: Answer | null;
}

interface AnswerFormProps extends OutcomeProps {
  isSettled: boolean;
  onAnswer: (answer: Answer) => void;
}

/** The form of the poll's kind. */
export function AnswerForm(props: AnswerFormProps) {
  const views = useViews(props.state.poll.kind, 'answer');
  return views && <views.Form {...(props as AnyProps)} />;
}

/** What the poll has come to, in the form's place. */
export function Outcome(props: OutcomeProps) {
  const views = useViews(props.state.poll.kind, 'answer');
  return views && <views.Closed {...(props as AnyProps)} />;
}
