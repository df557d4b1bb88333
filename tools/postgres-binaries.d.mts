export function postgresHome(): string | null;
export function linkLibraries(): void;
