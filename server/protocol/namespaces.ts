/** Socket.IO namespaces that pages open before they have anything to parse: without the schema library. */
export const workstationNamespace = (centerId: string) => `/cti/${centerId}`;
export const SUPERVISE_NAMESPACE = '/supervise';
