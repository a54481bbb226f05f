import { z } from 'zod';
import { kindSchemas } from '../kinds/schemas.ts';
import { Instant, OptionId, PollId, RoomCode, Round, Version } from './ids.ts';
import { LIMITS } from './limits.ts';
import { CommonSettings } from './settings.ts';
import { line } from './text.ts';

type KindSchemas = typeof kindSchemas;
export type KindName = keyof KindSchemas;
export type KindSettings<K extends KindName> = z.infer<KindSchemas[K]['settings']>;
export type AnswerOf<K extends KindName> = z.infer<KindSchemas[K]['answer']>;
/** A voter's answer, its shape given by the poll's kind. */
export type Answer = { [K in KindName]: AnswerOf<K> }[KindName];
export type PollSettings<K extends KindName = KindName> = CommonSettings & KindSettings<K>;

export const kindNames = Object.keys(kindSchemas) as KindName[];
export const KindName = z.enum(kindNames);

export const Question = line(LIMITS.questionCharacters);
export const Label = line(LIMITS.labelCharacters);

export const Option = z.strictObject({ id: OptionId, label: Label });
export type Option = z.infer<typeof Option>;

export const PollStatus = z.enum(['draft', 'open', 'closed']);
export type PollStatus = z.infer<typeof PollStatus>;

/** Settings of a poll of the kind, complete. */
export function settingsSchema(kind: KindName) {
  return CommonSettings.extend(kindSchemas[kind].settings.shape);
}

/** Any of a list of schemas, typed as what the caller knows that they make together. */
function anyOf<T>(schemas: z.ZodType[]): z.ZodType<T, T> {
  return z.union(schemas) as unknown as z.ZodType<T, T>;
}

export const Answer = anyOf<Answer>(kindNames.map((kind) => kindSchemas[kind].answer));

/** Some settings of some kind, as an edit gives them. */
export type SettingsPatch = { [K in KindName]: Partial<PollSettings<K>> }[KindName];
export const SettingsPatch = anyOf<SettingsPatch>(kindNames.map((kind) => settingsSchema(kind).partial()));

export const PollSummary = z.strictObject({
  id: PollId,
  kind: KindName,
  question: z.string(),
  status: PollStatus,
  round: Round,
});
export type PollSummary = z.infer<typeof PollSummary>;

const pollShape = {
  id: PollId,
  code: RoomCode,
  question: z.string(),
  options: z.array(z.strictObject({ id: OptionId, label: z.string() })),
  status: PollStatus,
  round: Round,
  openedAt: Instant.nullable(),
  closesAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  /** Overrides settings.results: true everybody, false moderators and viewers only, null no override. */
  revealed: z.boolean().nullable(),
  /** The poll by whose answers this one's result can be split; set when it is opened, so that voters know before they vote. */
  segment: PollId.nullable(),
  version: Version,
};
type PollShape = z.infer<z.ZodObject<typeof pollShape>>;

/** A poll as it travels. */
export type Poll = { [K in KindName]: PollShape & { kind: K; settings: PollSettings<K> } }[KindName];
export const Poll = anyOf<Poll>(
  kindNames.map((kind) =>
    z.strictObject({ ...pollShape, kind: z.literal(kind), settings: settingsSchema(kind) }),
  ),
);

/** What a moderator writes: everything of a poll that is not its course. */
export type PollDefinition = Pick<
  Poll,
  'kind' | 'question' | 'options' | 'settings' | 'revealed' | 'segment'
>;

/** A new poll as a moderator sends it. */
export type PollDraft = {
  [K in KindName]: {
    kind: K;
    question: string;
    options?: { label: string }[] | undefined;
    settings?: Partial<PollSettings<K>> | undefined;
  };
}[KindName];

const draftShape = {
  question: Question,
  options: z
    .array(z.strictObject({ label: Label }))
    .max(LIMITS.optionsMax)
    .optional(),
};

/** A new poll's schema for each kind, with fields of the surrounding command added. */
export function pollDraft<Extra extends z.ZodRawShape>(extra: Extra) {
  // Without fields zod would say Record<string, never>, which nothing fits.
  type With<Fields> = PollDraft & ([keyof Extra] extends [never] ? unknown : Fields);
  type Draft = With<z.output<z.ZodObject<Extra>>>;
  type DraftInput = With<z.input<z.ZodObject<Extra>>>;
  const schemas = kindNames.map((kind) =>
    z.strictObject({
      ...extra,
      kind: z.literal(kind),
      ...draftShape,
      settings: settingsSchema(kind).partial().optional(),
    }),
  );
  return z.discriminatedUnion('kind', schemas as never) as unknown as z.ZodType<Draft, DraftInput>;
}
