# Who acts. Which organisations stand beside the organs of the state, each text says in words of its own.
package policies.lib.agencies

state_organ if input.practice.agency.type in {"state_organ", "court", "procuratorate", "public_security_organ"}
