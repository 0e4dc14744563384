import tls, { type SecureContext } from "node:tls";
import { testCertificate } from "./testCertificate.ts";

interface NativeContext extends SecureContext {
  readonly context: { addCACert(certificate: string): void };
}

/**
 * Lets clients of this process trust the test certificate, as `NODE_EXTRA_CA_CERTS` does for a process
 * of its own (which reads it at its start only). Certificates are still checked.
 */
export function trustTestCertificate(): () => void {
  const original = tls.createSecureContext;
  tls.createSecureContext = (options) => {
    const context = original(options) as NativeContext;
    context.context.addCACert(testCertificate.cert);
    return context;
  };
  return () => {
    tls.createSecureContext = original;
  };
}
