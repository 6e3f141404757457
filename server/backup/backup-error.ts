/** Why a backup can't be made or restored, in words for whoever runs the place; nothing has changed then. */
export class BackupError extends Error {}
