"""The form of a signature: which version was on the page when somebody signed."""

from django import forms

from comity.kernel import ids


class Sign(forms.Form):
    """One decision: to sign the version that was shown."""

    version = forms.CharField(max_length=ids.LENGTH, widget=forms.HiddenInput)
