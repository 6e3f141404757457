import { agentParty, CALLER, type PartyId } from '../protocol/conversation.ts';
import type { RoutingCommand } from './core/commands.ts';
import { isLive } from './core/conversation.ts';
import { counterpartOf } from './core/media-plan.ts';
import type { Call } from './core/model.ts';

/** A party in media: whether their audio arrives there, and whose audio reaches them. */
export interface Heard {
  id: PartyId;
  heard: boolean;
  hears: readonly PartyId[];
}

type AudioCommand = Extract<RoutingCommand, { kind: 'audio' }>;

/** What the core is to be told of a conversation's audio: of each call whose agent is in, and of the caller while they wait. */
export function audioCommands(calls: readonly Call[], parties: readonly Heard[]): AudioCommand[] {
  const commands: AudioCommand[] = [];
  const byId = new Map(parties.map((party) => [party.id, party]));
  for (const call of calls.filter(isLive)) {
    const isIn = call.state.kind === 'connecting' || call.state.kind === 'connected';
    if (!isIn && call.role !== 'main') continue;
    const other = byId.get(counterpartOf(call, calls) ?? CALLER);
    const agent =
      call.state.kind === 'connecting' || call.state.kind === 'connected' ? byId.get(agentParty(call.state.reservation.token)) : undefined;
    const command: AudioCommand = {
      kind: 'audio',
      callId: call.id,
      caller: other?.heard ?? false,
      agent: agent?.heard ?? false,
      bothWays: other !== undefined && agent !== undefined && other.hears.includes(agent.id) && agent.hears.includes(other.id),
    };
    const isNews = command.caller !== call.audio.caller || command.agent !== call.audio.agent;
    if (isNews || (command.bothWays && call.state.kind === 'connecting')) commands.push(command);
  }
  return commands;
}
