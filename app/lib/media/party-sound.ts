import type { JoinedParameters, MediaParty } from '../../../server/protocol/media.ts';
import type { Meters } from './meter.ts';
import type { Playback } from './playback.ts';

/** Another party of the conversation, as the media server knows them. */
export interface PartySound {
  id: MediaParty;
  muted: boolean;
  /** Their audio is received (or would be, were they not on hold, silenced or muted). */
  present: boolean;
}

/** The others in a conversation: plays what they say and measures how loud. */
export class PartySounds {
  readonly #playback: Playback;
  readonly #meters: Meters;
  readonly #onChange: (parties: readonly PartySound[]) => void;
  readonly #parties = new Map<MediaParty, PartySound>();
  /** Whose audio a consumer is. */
  readonly #consumers = new Map<string, MediaParty>();

  constructor(playback: Playback, meters: Meters, onChange: (parties: readonly PartySound[]) => void) {
    this.#playback = playback;
    this.#meters = meters;
    this.#onChange = onChange;
  }

  /** A new joining: who is in and who is muted is known, nobody is heard yet. */
  joined(parties: JoinedParameters['parties']): void {
    this.silence();
    this.#parties.clear();
    for (const { id, muted } of parties) this.#parties.set(id, { id, muted, present: false });
    this.#tell();
  }

  arrived(consumerId: string, from: MediaParty, track: MediaStreamTrack): void {
    const muted = this.#parties.get(from)?.muted ?? false;
    this.#consumers.set(consumerId, from);
    this.#playback.play(from, track);
    this.#playback.setMuted(from, muted);
    this.#meters.attach(from, track);
    this.#set({ id: from, muted, present: true });
  }

  gone(consumerId: string): void {
    const from = this.#consumers.get(consumerId);
    this.#consumers.delete(consumerId);
    if (from === undefined || [...this.#consumers.values()].includes(from)) return; // they have joined anew, and are heard by that
    this.#stop(from);
    const party = this.#parties.get(from);
    if (party !== undefined) this.#set({ ...party, present: false });
  }

  muted(id: MediaParty, muted: boolean): void {
    this.#playback.setMuted(id, muted);
    this.#set({ id, muted, present: this.#parties.get(id)?.present ?? false });
  }

  left(id: MediaParty): void {
    if (this.#parties.delete(id)) this.#tell();
  }

  /** Everybody's audio is gone until it comes again; who is in stays known. */
  silence(): void {
    for (const from of new Set(this.#consumers.values())) this.#stop(from);
    this.#consumers.clear();
    for (const party of this.#parties.values()) this.#parties.set(party.id, { ...party, present: false });
    this.#tell();
  }

  /** 0..1 of each who is heard now; 0 when muted. */
  levels(): Record<MediaParty, number> {
    return Object.fromEntries([...this.#parties.values()].map(({ id, muted }) => [id, muted ? 0 : this.#meters.level(id)]));
  }

  #stop(from: MediaParty): void {
    this.#playback.stop(from);
    this.#meters.attach(from, null);
  }

  #set(party: PartySound): void {
    const before = this.#parties.get(party.id);
    if (before?.muted === party.muted && before.present === party.present) return;
    this.#parties.set(party.id, party);
    this.#tell();
  }

  #tell(): void {
    this.#onChange([...this.#parties.values()]);
  }
}
