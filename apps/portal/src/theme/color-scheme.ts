// Light, dark or as on this device: kept in this browser, as the device and not the person decides what is pleasant.
import { localStorageColorSchemeManager } from '@mantine/core';

export const colorSchemeManager = localStorageColorSchemeManager({ key: 'nearhand.appearance' });
