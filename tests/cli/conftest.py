from .books import books

__all__ = ["books"]
