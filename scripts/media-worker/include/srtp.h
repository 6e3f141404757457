#pragma once

// The worker is written against libsrtp 3; Debian has libsrtp 2. This maps the former's calls onto the
// latter. Where both have a function of one name, C++ tells them apart by their parameters.

#include <srtp2/srtp.h>

#include <array>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>

// Error codes that libsrtp 2 may lack; the values are libsrtp 3's, and nothing in libsrtp 2 returns them.
#ifndef TANDEM_SRTP_HAS_BUFFER_SMALL
constexpr auto srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(28);
#endif
#ifndef TANDEM_SRTP_HAS_CRYPTEX_ERR
constexpr auto srtp_err_status_cryptex_err = static_cast<srtp_err_status_t>(29);
#endif

namespace tandem
{
	// libsrtp 2 keeps a pointer to the key, so the key lives as long as the policy that names it.
	struct SrtpPolicy
	{
		::srtp_policy_t policy{};
		std::array<uint8_t, SRTP_MAX_KEY_LEN> key{};
	};

	// SRTCP ends in four bytes more than SRTP: the encryption flag and the packet's index.
	constexpr size_t SrtcpIndexLen{ 4 };

	using InPlace       = srtp_err_status_t (*)(srtp_t, void*, int*);
	using SrtpPolicyPtr = SrtpPolicy*;

	/**
	 * Applies one of libsrtp 2's in-place operations out of place: copies the packet, then transforms
	 * the copy, which may grow by up to trailerLen bytes.
	 */
	inline srtp_err_status_t ApplyToCopy(
	  InPlace operation,
	  srtp_t session,
	  const uint8_t* in,
	  size_t inLen,
	  uint8_t* out,
	  size_t* outLen,
	  size_t trailerLen)
	{
		if (inLen > INT_MAX - trailerLen)
		{
			return srtp_err_status_bad_param;
		}

		if (*outLen < inLen + trailerLen)
		{
			return srtp_err_status_buffer_small;
		}

		if (in != out)
		{
			std::memmove(out, in, inLen);
		}

		int len          = static_cast<int>(inLen);
		const auto error = operation(session, out, &len);

		if (error == srtp_err_status_ok)
		{
			*outLen = static_cast<size_t>(len);
		}

		return error;
	}
} // namespace tandem

// From here on the name means libsrtp 3's opaque policy, as the worker's source expects.
#define srtp_policy_t tandem::SrtpPolicyPtr

inline srtp_err_status_t srtp_policy_create(srtp_policy_t* policy)
{
	*policy = new (std::nothrow) tandem::SrtpPolicy();

	return *policy ? srtp_err_status_ok : srtp_err_status_alloc_fail;
}

inline void srtp_policy_destroy(srtp_policy_t policy)
{
	if (policy)
	{
		explicit_bzero(policy->key.data(), policy->key.size());
	}

	delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->policy.ssrc = ssrc;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile)
{
	const auto error = srtp_crypto_policy_set_from_profile_for_rtp(&policy->policy.rtp, profile);

	if (error != srtp_err_status_ok)
	{
		return error;
	}

	return srtp_crypto_policy_set_from_profile_for_rtcp(&policy->policy.rtcp, profile);
}

inline srtp_err_status_t srtp_policy_add_key(
  srtp_policy_t policy,
  const uint8_t* key,
  size_t keyLen,
  const uint8_t* salt,
  size_t saltLen,
  const uint8_t* /*mki*/,
  size_t mkiLen)
{
	// The worker uses neither key identifiers nor a second key.
	if (mkiLen != 0 || policy->policy.key || keyLen + saltLen > policy->key.size())
	{
		return srtp_err_status_bad_param;
	}

	std::memcpy(policy->key.data(), key, keyLen);
	std::memcpy(policy->key.data() + keyLen, salt, saltLen);
	policy->policy.key = policy->key.data();

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allow)
{
	policy->policy.allow_repeat_tx = allow ? 1 : 0;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp_policy_t policy, size_t size)
{
	policy->policy.window_size = static_cast<unsigned long>(size);

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_create(srtp_t* session, srtp_policy_t policy)
{
	return srtp_create(session, &policy->policy);
}

inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc)
{
	return srtp_remove_stream(session, ssrc);
}

inline srtp_err_status_t srtp_protect(
  srtp_t session, const uint8_t* rtp, size_t rtpLen, uint8_t* srtp, size_t* srtpLen, size_t /*mkiIndex*/)
{
	return tandem::ApplyToCopy(
	  srtp_protect, session, rtp, rtpLen, srtp, srtpLen, SRTP_MAX_TRAILER_LEN);
}

inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t session, const uint8_t* rtcp, size_t rtcpLen, uint8_t* srtcp, size_t* srtcpLen, size_t /*mkiIndex*/)
{
	return tandem::ApplyToCopy(
	  srtp_protect_rtcp,
	  session,
	  rtcp,
	  rtcpLen,
	  srtcp,
	  srtcpLen,
	  SRTP_MAX_TRAILER_LEN + tandem::SrtcpIndexLen);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t session, const uint8_t* srtp, size_t srtpLen, uint8_t* rtp, size_t* rtpLen)
{
	return tandem::ApplyToCopy(srtp_unprotect, session, srtp, srtpLen, rtp, rtpLen, 0);
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t session, const uint8_t* srtcp, size_t srtcpLen, uint8_t* rtcp, size_t* rtcpLen)
{
	return tandem::ApplyToCopy(srtp_unprotect_rtcp, session, srtcp, srtcpLen, rtcp, rtcpLen, 0);
}
