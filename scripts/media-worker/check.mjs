/**
 * Proves that a media worker can do its work: two WebRTC peers, one for each SRTP suite, complete a
 * DTLS handshake with it, send Opus packets and get the same bytes back. A worker that merely starts
 * proves nothing, for a mismatched OpenSSL or libsrtp shows only with the first handshake.
 *
 *   node scripts/media-worker/check.mjs [--json] [path of the worker]
 *
 * Without a path it checks the worker in use: MEDIASOUP_WORKER_BIN or the one in the cache.
 */

import { pathToFileURL } from 'node:url';
import * as mediasoup from 'mediasoup';
import { MediaStreamTrack, RTCPeerConnection, RtpHeader, RtpPacket } from 'werift';
import { findCachedWorker } from '../setup/media-worker-cache.mjs';

const TIMEOUT_MS = 15_000;
const PACKETS_WANTED = 10;
const PACKET_MS = 20;

/** SRTP suites by the number that DTLS gives them. Browsers offer both. */
const SUITES = { AES_CM_128_HMAC_SHA1_80: 0x0001, AEAD_AES_128_GCM: 0x0007 };

/** @satisfies {import('mediasoup').types.RouterRtpCodecCapability} */
const OPUS = /** @type {const} */ ({
  kind: 'audio',
  mimeType: 'audio/opus',
  clockRate: 48000,
  channels: 2,
  preferredPayloadType: 100,
});

/**
 * @typedef {object} LegResult
 * @property {string} suite SRTP suite that both sides settled on
 * @property {number} decrypted packets that the worker took from the peer
 * @property {number} returned packets that came back to the peer with the bytes it had sent
 * @property {boolean} rtcp whether the worker's report reached the peer and the peer's answer the worker
 *
 * @typedef {object} CheckResult
 * @property {boolean} ok
 * @property {string} worker
 * @property {string} version version of mediasoup
 * @property {number} seconds
 * @property {LegResult[]} legs
 * @property {string} [error]
 */

/**
 * @param {string | undefined} workerBin the worker to check; mediasoup's own choice when undefined
 * @returns {Promise<CheckResult>}
 */
export async function checkWorker(workerBin) {
  const started = performance.now();
  const result = {
    ok: false,
    worker: workerBin ?? mediasoup.workerBin,
    version: mediasoup.version,
    legs: /** @type {LegResult[]} */ ([]),
  };
  const seconds = () => Math.round((performance.now() - started) / 10) / 100;
  /** @type {import('mediasoup').types.Worker | undefined} */
  let worker;
  try {
    worker = await mediasoup.createWorker({ workerBin, logLevel: 'warn' });
    result.legs = await Promise.race([runLegs(worker), death(worker), timeout()]);
    return { ...result, ok: true, seconds: seconds() };
  } catch (error) {
    return { ...result, seconds: seconds(), error: messageOf(error) };
  } finally {
    worker?.close();
  }
}

/** @param {import('mediasoup').types.Worker} worker */
async function runLegs(worker) {
  const router = await worker.createRouter({ mediaCodecs: [OPUS] });
  const server = await worker.createWebRtcServer({ listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }] });
  return Promise.all(Object.entries(SUITES).map(([name, number]) => runLeg(router, server, { name, number })));
}

/**
 * One peer that sends to the worker and consumes its own stream.
 *
 * @param {import('mediasoup').types.Router} router
 * @param {import('mediasoup').types.WebRtcServer} webRtcServer
 * @param {{ name: string, number: number }} suite
 * @returns {Promise<LegResult>}
 */
async function runLeg(router, webRtcServer, suite) {
  const transport = await router.createWebRtcTransport({ webRtcServer });
  const peer = new RTCPeerConnection({ iceAdditionalHostAddresses: ['127.0.0.1'], iceUseIpv6: false });
  try {
    const track = new MediaStreamTrack({ kind: 'audio' });
    const transceiver = peer.addTransceiver(track, { direction: 'sendrecv' });
    const producer = await transport.produce({
      kind: 'audio',
      rtpParameters: {
        codecs: [{ mimeType: OPUS.mimeType, payloadType: 100, clockRate: 48000, channels: 2 }],
        encodings: [{ ssrc: transceiver.sender.ssrc }],
      },
    });
    const consumer = await transport.consume({
      producerId: producer.id,
      rtpCapabilities: router.rtpCapabilities,
    });

    await connect(peer, transport, offerOf(transport, consumer), suite);

    const returned = await exchange(track, transceiver.receiver);
    const rtcp = await reportsPass(consumer);
    const [stats] = await producer.getStats();
    return { suite: suite.name, decrypted: stats?.packetCount ?? 0, returned, rtcp };
  } finally {
    await peer.close();
    transport.close();
  }
}

/**
 * Negotiates, then waits for the worker to report the connection as up.
 *
 * @param {RTCPeerConnection} peer
 * @param {import('mediasoup').types.WebRtcTransport} transport
 * @param {string} sdp
 * @param {{ name: string, number: number }} suite
 */
async function connect(peer, transport, sdp, suite) {
  const connected = new Promise((resolve, reject) => {
    transport.on('dtlsstatechange', (state) => {
      if (state === 'connected') resolve(undefined);
      if (state === 'failed') reject(new Error(`The DTLS handshake failed with ${suite.name}.`));
    });
  });
  connected.catch(() => {});

  await peer.setRemoteDescription({ type: 'offer', sdp });
  // werift offers both suites and has no setting for it; left to itself, only the first would be tried.
  for (const dtls of peer.dtlsTransports) Object.assign(dtls, { srtpProfiles: [suite.number] });
  const answer = await peer.createAnswer();
  const fingerprint = /^a=fingerprint:(\S+) (\S+)/m.exec(answer.sdp);
  if (!fingerprint) throw new Error('The peer gave no DTLS fingerprint.');
  await transport.connect({
    dtlsParameters: {
      role: 'client',
      fingerprints: [{ algorithm: /** @type {any} */ (fingerprint[1]), value: fingerprint[2] }],
    },
  });
  await peer.setLocalDescription(answer);
  await connected;
  const [dtls] = peer.dtlsTransports;
  if (dtls?.dtls?.srtp.srtpProfile !== suite.number) throw new Error(`The handshake did not settle on ${suite.name}.`);
}

/**
 * Sends packets until enough came back unchanged. The bytes differ from packet to packet, so a stale
 * or garbled one does not count.
 *
 * @param {MediaStreamTrack} track
 * @param {import('werift').RTCRtpReceiver} receiver
 * @returns {Promise<number>}
 */
function exchange(track, receiver) {
  const sent = new Set();
  let returned = 0;
  return new Promise((resolve) => {
    let sequenceNumber = 1000;
    const timer = setInterval(() => {
      const payload = Buffer.from(`tandem check ${sequenceNumber} ${'.'.repeat(60)}`);
      sent.add(payload.toString('latin1'));
      const header = new RtpHeader({
        payloadType: 100,
        sequenceNumber: sequenceNumber++,
        timestamp: sequenceNumber * 960,
      });
      track.writeRtp(new RtpPacket(header, payload));
    }, PACKET_MS);
    timer.unref();
    receiver.track.onReceiveRtp.subscribe((packet) => {
      if (!sent.delete(packet.payload.toString('latin1'))) return;
      returned += 1;
      // The packets go on until the connection closes: reports about a silent stream are not sent.
      if (returned === PACKETS_WANTED) resolve(returned);
    });
  });
}

/**
 * A round-trip time means that the worker's sender report was decrypted by the peer, and the peer's
 * receiver report about it by the worker: SRTCP in both directions.
 *
 * @param {import('mediasoup').types.Consumer} consumer
 */
async function reportsPass(consumer) {
  for (;;) {
    const stats = await consumer.getStats();
    if (stats.some((stat) => stat.type === 'outbound-rtp' && Number(stat.roundTripTime) > 0)) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * What a signalling layer would make of mediasoup's parameters: one audio line, both ways.
 *
 * @param {import('mediasoup').types.WebRtcTransport} transport
 * @param {import('mediasoup').types.Consumer} consumer
 */
function offerOf({ iceParameters, iceCandidates, dtlsParameters }, consumer) {
  const sha256 = dtlsParameters.fingerprints.find(({ algorithm }) => algorithm === 'sha-256');
  const ssrc = consumer.rtpParameters.encodings?.[0]?.ssrc;
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=ice-lite',
    'a=group:BUNDLE 0',
    'm=audio 7 UDP/TLS/RTP/SAVPF 100',
    'c=IN IP4 127.0.0.1',
    'a=mid:0',
    'a=sendrecv',
    'a=rtcp-mux',
    'a=rtpmap:100 opus/48000/2',
    `a=ice-ufrag:${iceParameters.usernameFragment}`,
    `a=ice-pwd:${iceParameters.password}`,
    'a=setup:actpass',
    `a=fingerprint:sha-256 ${sha256?.value}`,
    ...iceCandidates.map(
      ({ foundation, protocol, priority, address, port }) =>
        `a=candidate:${foundation} 1 ${protocol} ${priority} ${address} ${port} typ host`,
    ),
    'a=end-of-candidates',
    `a=ssrc:${ssrc} cname:${consumer.rtpParameters.rtcp?.cname ?? 'check'}`,
    '',
  ].join('\r\n');
}

/**
 * @param {import('mediasoup').types.Worker} worker
 * @returns {Promise<never>}
 */
function death(worker) {
  return new Promise((_, reject) => {
    worker.once('died', ({ message }) => reject(new Error(`The worker died ${message}.`)));
  });
}

/** @returns {Promise<never>} */
function timeout() {
  return new Promise((_, reject) => {
    const message = `No packet made it through both ways within ${TIMEOUT_MS / 1000} seconds.`;
    setTimeout(() => reject(new Error(message)), TIMEOUT_MS).unref();
  });
}

/** @param {unknown} error */
function messageOf(error) {
  if (!(error instanceof Error)) return String(error);
  // mediasoup gives a worker that does not start only by process id and exit code.
  return error.message.startsWith('[pid:') ? `The worker did not start ${error.message}.` : error.message;
}

async function main() {
  const args = process.argv.slice(2);
  const named = args.find((arg) => !arg.startsWith('--')) ?? process.env.MEDIASOUP_WORKER_BIN;
  const result = await checkWorker(named ?? findCachedWorker());
  if (args.includes('--json')) {
    console.log(JSON.stringify(result));
  } else if (result.ok) {
    const suites = result.legs.map(({ suite }) => suite).join(' and ');
    console.log(`The media worker carries encrypted audio both ways with ${suites} (${result.seconds} s).`);
  } else {
    console.error(`The media worker failed its check: ${result.error}`);
  }
  // werift leaves timers behind; nothing is left to wait for.
  process.exit(result.ok ? 0 : 1);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
