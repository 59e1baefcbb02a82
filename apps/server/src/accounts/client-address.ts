// How the client's address reaches the authentication library, which sees no connection.

/** Set by the server from the connection, never taken from the client. */
export const clientAddressHeader = 'x-nearhand-client-address';
