import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Service } from './client.js';
import type { ConnectionState } from './connection.js';

export const ServiceContext = createContext<Service | null>(null);

export function useService(): Service {
  const service = useContext(ServiceContext);
  if (!service) throw new Error('useService needs a ServiceContext around it.');
  return service;
}

export function useConnectionState(): ConnectionState {
  const { connection } = useService();
  return useSyncExternalStore(connection.subscribe, connection.state);
}
