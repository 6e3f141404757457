export { createClient } from './client.ts';
export { type ClientErrorCode, TandemError } from './errors.ts';
export type {
  Call,
  CallEvents,
  CallOptions,
  CallState,
  Channel,
  Client,
  ClientOptions,
  EndedReason,
  SoundState,
  Text,
  Topic,
  WorseWait,
} from './types.ts';
