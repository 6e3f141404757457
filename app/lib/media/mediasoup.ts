// Loaded on demand, through a static import: the module is CommonJS, and bundlers differ in what `import()` gives of one.
export { Device } from 'mediasoup-client';
