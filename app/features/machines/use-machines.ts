'use client';

import { useEffect } from 'react';
import { CenterLinks } from '../../../server/protocol/center-links.ts';
import { MediaNodes } from '../../../server/protocol/media-nodes.ts';
import { SystemView } from '../../../server/protocol/system.ts';
import { joined, useResource } from '../admin/use-resource.ts';
import { centerMachine, type Machine, mediaMachine } from './machines-view.ts';

const EVERY_MS = 5000;

/** Media servers and centers with their keys, and how their links are: asked for again and again while somebody looks. */
export function useMachines() {
  const nodes = useResource('/api/admin/media-nodes', MediaNodes);
  const links = useResource('/api/admin/center-links', CenterLinks);
  const system = useResource('/api/admin/system', SystemView);
  const { reload: reloadNodes } = nodes;
  const { reload: reloadLinks } = links;
  const { reload: reloadSystem } = system;
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.hidden) return;
      reloadNodes();
      reloadLinks();
      reloadSystem();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [reloadNodes, reloadLinks, reloadSystem]);
  const resource = joined(nodes.resource, links.resource, system.resource);
  return {
    machines: resource.kind === 'loaded' ? { ...resource, data: machinesOf(...resource.data) } : resource,
    reload() {
      reloadNodes();
      reloadLinks();
    },
    retry() {
      for (const one of [nodes, links, system]) if (one.resource.kind === 'failed') one.retry();
    },
  };
}

function machinesOf({ nodes }: MediaNodes, { centers }: CenterLinks, view: SystemView): { media: Machine[]; centers: Machine[] } {
  const signedIn = new Map(view.centers.map((center) => [center.id, center.signedIn]));
  return { media: nodes.map(mediaMachine), centers: centers.map((center) => centerMachine(center, signedIn.get(center.id) ?? 0)) };
}
