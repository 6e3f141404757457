import type { Config } from '../config.ts';
import { type Finding, ok, warning, wrong } from './finding.ts';

/** Ports: whether they can be had, and reached from where browsers are. */

export type Taken = 'free' | 'taken' | 'no-address' | 'not-allowed';

export interface PortsIo {
  /** Whether a port can be listened on. */
  tryPort(kind: 'tcp' | 'udp', host: string, port: number): Promise<Taken>;
  /** Whether Tandem answers where it would listen. */
  isTandem(host: string, port: number): Promise<boolean>;
  /** Listens at `host` and sends a word to `address`. @returns whether it came back; null: nobody may listen there now */
  reaches(kind: 'tcp' | 'udp', host: string, address: string, port: number): Promise<boolean>;
  /** Whether a TCP connection can be made. */
  connects(address: string, port: number): Promise<boolean>;
}

export async function checkHttpPort({ host, port }: Pick<Config, 'host' | 'port'>, io: PortsIo): Promise<Finding & { isRunning: boolean }> {
  if (port === 0) return { ...ok('Any free port will be taken for pages and sockets'), isRunning: false };
  const state = await io.tryPort('tcp', host, port);
  if (state === 'taken' && (await io.isTandem(host, port))) return { ...ok(`Tandem runs on port ${port}`), isRunning: true };
  return { ...judge(state, `${host}, port ${port}`, 'PORT', 'TANDEM_HOST'), isRunning: false };
}

function judge(state: Taken, where: string, portSetting: string, hostSetting: string): Finding {
  switch (state) {
    case 'free':
      return ok(`${where} is free`);
    case 'taken':
      return wrong(
        `${where} is taken by another program`,
        `End that, or set ${portSetting} to another port (ss -lntup tells whose it is).`,
      );
    case 'no-address':
      return wrong(`${where}: this machine has no such address`, `Set ${hostSetting} to one that it has.`);
    case 'not-allowed':
      return wrong(`${where}: this user may not listen there`, `Set ${portSetting} to a port above 1023, and put a proxy before it.`);
    default:
      return exhausted(state);
  }
}

function exhausted(state: never): never {
  throw new Error(`Unknown: ${state}`);
}

/** @param isRunning whether Tandem has them now: then only TCP can be asked for, since a media worker answers nobody without a ticket */
export async function checkMediaPorts({ media }: Pick<Config, 'media'>, isRunning: boolean, io: PortsIo): Promise<Finding[]> {
  const { ip, port: first, workers } = media;
  if (first === 0)
    return [warning('Media take any free ports', 'Set TANDEM_MEDIA_PORT where a firewall stands before them: it must let them through.')];
  const address = media.announcedAddress ?? ip;
  const ports = Array.from({ length: workers }, (_, worker) => first + worker);
  const range = `${first}${workers > 1 ? `–${first + workers - 1}` : ''}`;
  const unreached: string[] = [];
  for (const port of ports) {
    for (const kind of ['udp', 'tcp'] as const) {
      const state = await io.tryPort(kind, ip, port);
      if (state === 'taken' && isRunning) {
        if (kind === 'tcp' && !(await io.connects(address, port))) unreached.push(`TCP ${port}`);
      } else if (state !== 'free')
        return [judge(state, `${ip}, media port ${port} (${kind.toUpperCase()})`, 'TANDEM_MEDIA_PORT', 'TANDEM_MEDIA_IP')];
      else if (!(await io.reaches(kind, ip, address, port))) unreached.push(`${kind.toUpperCase()} ${port}`);
    }
  }
  if (unreached.length > 0)
    return [
      warning(
        `Media can’t be reached from this machine at ${address}: ${unreached.join(', ')}`,
        'Open these ports in the firewall, and lead them here where a router stands between. Some routers don’t lead a machine back to itself: then try from outside.',
      ),
    ];
  return [
    ok(
      isRunning
        ? `Media ports ${range} answer at ${address} (TCP; UDP can’t be asked while Tandem runs)`
        : `Media ports ${range} can be reached at ${address}, UDP and TCP`,
    ),
  ];
}
